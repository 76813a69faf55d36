"""The forms that a version of a package is published in, one module each: every form registers itself as name -> write(candidate)."""
