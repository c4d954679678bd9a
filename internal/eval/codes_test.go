package eval

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

const fewAgreements = `AgtId,Agt,description,Ce,Ele,Src
1,A,"A ceasefire, and more",3,0,1
2,B,Elections,0,1,1
3,C,A truce,1,,1
4,D,Nothing,0,0,0
`

func TestReadAgreements(t *testing.T) {
	agreements, codes, err := ReadAgreements(strings.NewReader(fewAgreements))
	if err != nil || len(agreements) != 4 || !slices.Equal(codes, []string{"Ce", "Ele", "Src"}) {
		t.Fatalf("ReadAgreements = %+v, %q, %v", agreements, codes, err)
	}
	if got, want := fmt.Sprint(agreements[0]), "{1 A ceasefire, and more map[Ce:true Src:true]}"; got != want {
		t.Errorf("first = %s, want %s", got, want)
	}
	if got := Commonest(agreements, codes, 2); !slices.Equal(got, []string{"Src", "Ce"}) {
		t.Errorf("Commonest = %q", got)
	}
	for _, bad := range []string{"", "a,b\n", "a,description\n"} {
		if _, _, err := ReadAgreements(strings.NewReader(bad)); err == nil {
			t.Errorf("ReadAgreements(%q) has no error", bad)
		}
	}
}

func TestCodeResult_is_the_mean_of_the_codes(t *testing.T) {
	agreements, _, err := ReadAgreements(strings.NewReader(fewAgreements))
	if err != nil {
		t.Fatal(err)
	}
	r := CodeResult{Codes: []string{"Ce", "Ele"}}
	for i, said := range []string{"Ce", "Ele", "Ele", "Ce"} {
		r.Coded = append(r.Coded, Coded{agreements[i], map[string]bool{said: true}})
	}
	if got, want := fmt.Sprintf("%v %.3f", r.Count("Ce"), r.Macro()), "{1 2 2} 0.583"; got != want {
		t.Errorf("Count and Macro = %s, want %s", got, want)
	}
	if first, second := r.Half(true), r.Half(false); len(first.Coded)+len(second.Coded) != 4 {
		t.Errorf("halves of %d and %d", len(first.Coded), len(second.Coded))
	}
	var out strings.Builder
	if err := r.Write(&out); err != nil || !strings.Contains(out.String(), "macro F1                                   58.3") {
		t.Errorf("Write = %v:\n%s", err, out.String())
	}
}
