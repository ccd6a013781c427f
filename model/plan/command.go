package plan

// A Call is one command of a pipeline with its arguments, all named.
type Call struct {
	Cmdlet string
	// Script says that Cmdlet is the name of a script in the folder that the
	// reader is in: .\NAME.ps1.
	Script bool
	Args   []Arg
}

// An Arg is a named argument. A nil Value is a bare switch.
type Arg struct {
	Name  string
	Value Value
	// Switch marks a switch parameter that is given a value: -Confirm:$false,
	// where a Boolean parameter is written -Enabled $true.
	Switch bool
}
