package ingest

import (
	"fmt"
	"strings"
	"testing"
)

func TestRead_transcripts(t *testing.T) {
	for _, test := range []struct{ name, raw, text, timed string }{
		{"SubRip", "1\r\n00:00:01,000 --> 00:00:03,500\r\nTAMM: I know <i>the</i> price,\r\nand so do you.\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,000\r\nODA: We do.\r\n",
			"TAMM: I know the price, and so do you.\n\nODA: We do.",
			"1000-3500 TAMM: I know the price,|1000-3500 and so do you.|4000-6000 ODA: We do."},
		{"WebVTT with voices", "WEBVTT\n\nNOTE a remark\n\nfirst\n00:01.000 --> 00:02.000 align:start\n<v Kai Tamm>It is over &amp; done.</v>\n\n01:00:02.500 --> 01:00:03.000\n<v Kai Tamm>Really.\n\n",
			"Kai Tamm: It is over & done.\nReally.",
			"1000-2000 Kai Tamm: It is over & done.|3602500-3603000 Really."},
		{"no words but times", "1\n00:00:01,000 --> 00:00:02,000\nYes.\n\n2\n00:00:02,100 --> 00:00:02,200\n{\\an8}<b></b>\n", "Yes.", "1000-2000 Yes."},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, err := Read([]byte(test.raw), Options{Name: "talk"})
			if err != nil {
				t.Fatal(err)
			}
			var timed []string
			for _, part := range d.Report.Timed {
				timed = append(timed, fmt.Sprintf("%d-%d %s", part.StartMS, part.EndMS, d.Report.Quote(part.Span)))
			}
			if got := strings.Join(timed, "|"); d.Kind != KindTranscript || d.Report.Text != test.text || got != test.timed {
				t.Errorf("%s: %q, %s\nwant %q, %s", d.Kind, d.Report.Text, got, test.text, test.timed)
			}
		})
	}
}

func TestRead_takes_a_list_of_numbers_for_text(t *testing.T) {
	d, err := Read([]byte("1\nThe talks went from 10:00 --> 11:00 that day.\n"), Options{})
	if err != nil || d.Kind != KindText || len(d.Report.Timed) > 0 {
		t.Errorf("kind %v, error %v, want text", d.Kind, err)
	}
}
