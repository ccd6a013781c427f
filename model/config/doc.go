// Package config reads what people set once instead of typing it each time: the
// file of a project, the file of a user, and variables of the environment.
//
// What may be set is a [Table] that the command line makes of its own flags, so
// that a flag is described once. This package knows no command and no procedure:
// it reads against the table, reports every fault at its place, and says of each
// value where it comes from. Nothing in it is about a customer.
package config
