// The search for places and indicators at the top of every page.
export function find() {}
