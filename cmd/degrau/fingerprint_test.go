package main

import (
	"slices"
	"strings"
	"testing"
)

func TestAMarkIsFoundHoweverTheFileIsCut(t *testing.T) {
	own, other := "0123456789abcdef0123456789ABCDEF", strings.Repeat("f", 32)
	file := strings.Repeat("x", 100) + "/ID [<" + other + ">" + strings.Repeat("y", 100) + "trailer\n<</ID [<" + own + "> <" + own + ">]>>\n%%EOF\n"
	for size := 1; size <= len(file); size++ {
		f := newFingerprint()
		for part := range slices.Chunk([]byte(file), size) {
			_, _ = f.Write(part)
		}
		if f.mark() != own || len(f.marks) != 2 || f.size != int64(len(file)) {
			t.Fatalf("in pieces of %d: %v, %d bytes", size, f.marks, f.size)
		}
	}
	many := newFingerprint()
	for i := range 100 {
		_, _ = many.Write([]byte("/ID[<" + strings.Repeat(string("0123456789"[i%10]), 32) + ">"))
	}
	_, _ = many.Write([]byte("/ID [<" + own + ">"))
	if many.mark() != own || len(many.marks) != mostMarks {
		t.Errorf("of many: %v", many.marks)
	}
	none := newFingerprint()
	_, _ = none.Write([]byte("/ID [<123>] /ID (x)"))
	if none.mark() != "" {
		t.Errorf("of none: %v", none.marks)
	}
}
