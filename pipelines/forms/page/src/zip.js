// Stands in for fflate: its `zip` starts workers from blobs, which the page's policy rightly refuses.
import {zipSync} from "../node_modules/fflate/esm/browser.js";

export * from "../node_modules/fflate/esm/browser.js";
export function zip(files, done) {
  let archive;
  try {
    archive = zipSync(files, {level: 3});
  } catch (error) {
    return done(error);
  }
  return done(null, archive);
}
