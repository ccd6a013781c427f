package html

// A File is a picture that a page carries inside itself.
type File struct {
	Type string // image/png, image/jpeg, image/gif, image/webp
	Data []byte
}
