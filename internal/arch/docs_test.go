package arch

import (
	"go/ast"
	"regexp"
	"strings"
	"testing"
)

var (
	// packageLink is [parley/reader], [parley/reader.Read] or [parley/reader.Reader.Read].
	packageLink = regexp.MustCompile(`\[\*?(` + module + `(?:/[\w/]+)?)((?:\.[A-Z]\w*){0,2})\]`)
	// nameLink is [Span] or [Span.Compare], of the same package; [PAD] is none.
	nameLink = regexp.MustCompile(`\[\*?([A-Z]\w*[a-z]\w*(?:\.[A-Z]\w*)?)\](?:[^(:]|\z)`)
)

func TestDoc_links_lead_somewhere(t *testing.T) {
	all := sources(t)
	declared := declaredNames(all)
	for _, s := range all {
		if s.isTest {
			continue
		}
		for _, doc := range docs(s.syntax) {
			for _, link := range packageLink.FindAllStringSubmatch(doc, -1) {
				pkg, _ := isOwn(link[1])
				name := strings.TrimPrefix(link[2], ".")
				switch names, exists := declared[pkg]; {
				case !exists:
					t.Errorf("%s: %s: there is no package %s", s.path, link[0], link[1])
				case name != "" && !names[name]:
					t.Errorf("%s: %s: package %s has no %s", s.path, link[0], link[1], name)
				}
			}
			for _, link := range nameLink.FindAllStringSubmatch(doc, -1) {
				if !declared[s.pkg][link[1]] {
					t.Errorf("%s: [%s]: this package has no such name", s.path, link[1])
				}
			}
		}
	}
}

// docs returns the doc comments of a file and of what it declares.
func docs(file *ast.File) []string {
	var all []string
	add := func(groups ...*ast.CommentGroup) {
		for _, g := range groups {
			if g != nil {
				all = append(all, g.Text())
			}
		}
	}
	add(file.Doc)
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			add(n.Doc)
		case *ast.FuncDecl:
			add(n.Doc)
			return false
		case *ast.TypeSpec:
			add(n.Doc)
		case *ast.ValueSpec:
			add(n.Doc)
		case *ast.Field:
			add(n.Doc, n.Comment)
		}
		return true
	})
	return all
}

// declaredNames lists what each package declares: Name, Type.Method, Type.Field.
func declaredNames(all []source) map[string]map[string]bool {
	declared := map[string]map[string]bool{}
	for _, s := range all {
		if s.isTest {
			continue
		}
		names := declared[s.pkg]
		if names == nil {
			names = map[string]bool{}
			declared[s.pkg] = names
		}
		for _, d := range s.syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				names[receiver(d)+d.Name.Name] = true
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					addNames(names, spec)
				}
			}
		}
	}
	return declared
}

// receiver is "Type." for a method, empty for a function.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	switch t := f.Recv.List[0].Type.(type) {
	case *ast.Ident:
		return t.Name + "."
	case *ast.StarExpr:
		if name, ok := t.X.(*ast.Ident); ok {
			return name.Name + "."
		}
	}
	return ""
}

func addNames(names map[string]bool, spec ast.Spec) {
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			names[name.Name] = true
		}
	case *ast.TypeSpec:
		names[spec.Name.Name] = true
		var fields *ast.FieldList
		switch t := spec.Type.(type) {
		case *ast.StructType:
			fields = t.Fields
		case *ast.InterfaceType:
			fields = t.Methods
		default:
			return
		}
		for _, field := range fields.List {
			for _, name := range field.Names {
				names[spec.Name.Name+"."+name.Name] = true
			}
		}
	}
}
