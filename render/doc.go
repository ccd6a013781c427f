// Package render turns plans into files: a runbook in each of its formats, the
// bundle that goes to a customer, the documents that the docs team publishes.
//
// A runbook is printed once for all customers with the same answers and filled
// for each of them. Files and folders are written beside their place and
// renamed, so that each is complete or absent.
//
// It knows plans and values; what a question is and how a profile is written is
// not its business.
package render
