// Package site is the floor above render: books to a static site, and a server
// to preview it. Nothing of that is built yet. What stands here is the test that
// holds the floors of the whole project, which this is the highest library of.
package site
