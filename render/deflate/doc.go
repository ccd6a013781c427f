// Package deflate compresses texts that are the same for many but for some
// values. What is the same is searched for repeats and coded once, as a
// [Template]. For each set of values that is left to do is to copy those bits,
// to write the values, and to work out the distance of each repeat that reaches
// back over a value: it depends on how long the value is.
//
// What comes out is DEFLATE (RFC 1951), which any gzip or zip program reads. The
// same texts and values make the same bytes. The package knows nothing of
// runbooks or archives.
package deflate
