// Words of the method, explained where they stand.
export function terms() {}
