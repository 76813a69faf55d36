// Colours of pictures that are saved: always on light paper, whatever the page is on.
export const PAPER = {paper: "#fffdf9", ink: "#1c1b19", soft: "#5c574e", line: "#d9d2c5", met: "#0b6e63", near: "#8a5a00", missed: "#b3261e", open: "#6a655c"};
