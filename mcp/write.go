package mcp

import (
	"context"
	"fmt"
	"strings"

	"parley"
	"parley/ledger"
)

// via is what the reason of everything has that an assistant files.
const via = "via assistant"

type judgement struct {
	Address string `json:"address" jsonschema:"of a line, such as 12/s3"`
	Reason  string `json:"reason" jsonschema:"why, in the person's words"`
}

type remark struct {
	Address string `json:"address" jsonschema:"of a line or a report, such as 12/s3 or 12"`
	Text    string `json:"text"`
}

type filedAnswer struct {
	Entry   int64  `json:"entry" jsonschema:"the number of the entry; a person can undo it"`
	Kind    string `json:"kind"`
	Address string `json:"address"`
	By      string `json:"by"`
}

func (s *server) accept(ctx context.Context, in judgement) (filedAnswer, error) {
	return s.judge(ctx, ledger.KindAccept, in)
}

func (s *server) reject(ctx context.Context, in judgement) (filedAnswer, error) {
	return s.judge(ctx, ledger.KindReject, in)
}

func (s *server) judge(ctx context.Context, kind ledger.Kind, in judgement) (filedAnswer, error) {
	of, err := address(in.Address)
	if err != nil {
		return filedAnswer{}, err
	}
	reason := via
	if why := strings.TrimSpace(in.Reason); why != "" {
		reason += ": " + why
	}
	return s.file(ctx, kind, of, ledger.Decision{Reason: reason})
}

func (s *server) note(ctx context.Context, in remark) (filedAnswer, error) {
	of, err := ledger.ParseAddress(in.Address)
	if err == nil && of.Report == 0 {
		err = fmt.Errorf("%q is no address such as 12 or 12/s3: %w", in.Address, parley.ErrInvalid)
	}
	if err != nil {
		return filedAnswer{}, err
	}
	if _, err := s.filing(ctx, of.Report, 0); err != nil {
		return filedAnswer{}, err
	}
	return s.file(ctx, ledger.KindNote, of, ledger.Decision{Text: in.Text, Reason: via})
}

// mostFiled is how long a reason or remark may be, in bytes.
const mostFiled = 4000

func (s *server) file(ctx context.Context, kind ledger.Kind, of ledger.Address, d ledger.Decision) (filedAnswer, error) {
	if n := len(d.Reason) + len(d.Text); n > mostFiled {
		return filedAnswer{}, fmt.Errorf("%d bytes are more than a reason or remark may have, %d: %w", n, mostFiled, parley.ErrInvalid)
	}
	e, err := s.filer().Decide(ctx, kind, of, d)
	if err != nil {
		return filedAnswer{}, err
	}
	return filedAnswer{e.Seq, string(e.Kind), e.Of.String(), e.Author.Name}, nil
}
