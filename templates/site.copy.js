// The part of the script that is about: copy.
