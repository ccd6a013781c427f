// Package schema makes the JSON Schemas of files of content, for editors that
// complete, check and explain while somebody writes.
//
// Nothing is said twice for it: keys are the yaml tags of package model, rules its
// validate tags, words its lists of words, and what a key is, its comments, which
// are read from the sources when a schema is asked for. What goes together is found
// out by package load.
package schema
