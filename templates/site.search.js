// The part of the script that is about: search.
