package media

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"
)

// A program that is started with a job in its environment does the job and ends, before its main begins: so every program
// that imports this package, tests too, can be its own child, and none can by mistake start itself again and again.
func init() {
	order, child := os.LookupEnv(childMark)
	if !child {
		return
	}
	os.Exit(work(order))
}

// trials are jobs of the tests: what a hostile file might make a decoder do, so that they see the walls hold.
var trials map[string]func(out io.Writer) error

// work is the life of a child; it returns the exit code.
func work(order string) int {
	said := bufio.NewWriter(os.Stderr)
	defer said.Flush()
	var j job
	if err := json.Unmarshal([]byte(order), &j); err != nil {
		fmt.Fprintln(said, "no job:", err)
		return 2
	}
	if j.Memory == 0 {
		j.Memory = childMemory
	}
	if err := restrain(j.Memory, j.Within+childGrace); err != nil {
		fmt.Fprintln(said, "no limits:", err)
		return 2
	}
	debug.SetMemoryLimit(int64(j.Memory / 4 * 3))
	time.AfterFunc(j.Within+childGrace, func() { os.Exit(4) }) // whoever started us may be gone
	result, err := j.do(os.Stdin, os.Stdout)
	a := answer{}
	if err != nil {
		a.Fault, a.Text = faultName(err), err.Error()
	} else if a.Result, err = json.Marshal(result); err != nil {
		fmt.Fprintln(said, "no answer:", err)
		return 2
	}
	line, err := json.Marshal(a)
	if err != nil {
		return 2
	}
	fmt.Fprintf(said, "\n%s\n", line)
	if a.Fault != "" {
		return 3
	}
	return 0
}

// do is the work itself: bytes in, bytes out.
func (j job) do(in io.Reader, out io.Writer) (any, error) {
	if trial := trials[j.Do]; trial != nil {
		return nil, trial(out)
	}
	b, err := io.ReadAll(io.LimitReader(in, j.MaxInput+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > j.MaxInput {
		return nil, fmt.Errorf("%w: more than %d MB", ErrTooLarge, j.MaxInput>>20)
	}
	switch {
	case j.Do == "copy" && j.Settings != nil:
		return copyPicture(out, b, *j.Settings)
	case j.Do == "pages" && j.Settings != nil:
		return copyPages(out, b, *j.Settings, j.Renderer)
	case j.Do == "pdf":
		return inspectPDF(b)
	case j.Do == "text":
		pages, err := pdfTexts(b)
		if err != nil {
			return nil, err
		}
		return len(pages), json.NewEncoder(out).Encode(pages)
	}
	return nil, errors.New("an unknown job")
}
