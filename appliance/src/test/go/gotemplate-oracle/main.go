// Command gotemplate-oracle reads template cases, one JSON object a line, executes them with Go's own packages and
// writes each back with what came of it: "output" (or "bytes" in base64 where it is no UTF-8), or "error".
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"text/template"
	"time"
	"unicode/utf8"

	"github.com/Masterminds/sprig/v3"
)

type testCase struct {
	Template string          `json:"template"`
	Data     json.RawMessage `json:"data,omitempty"`
	Strings  bool            `json:"strings,omitempty"`
	Builtin  bool            `json:"builtin,omitempty"`
	Missing  string          `json:"missing,omitempty"`
	Output   *string         `json:"output,omitempty"`
	Bytes    *string         `json:"bytes,omitempty"`
	Error    *string         `json:"error,omitempty"`
}

func main() {
	time.Local = time.UTC
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for in.Scan() {
		if len(bytes.TrimSpace(in.Bytes())) == 0 {
			continue
		}
		var c testCase
		if err := json.Unmarshal(in.Bytes(), &c); err != nil {
			fmt.Fprintln(os.Stderr, "gotemplate-oracle: not a case:", err)
			os.Exit(2)
		}
		c.run()
		if err := encoder.Encode(&c); err != nil {
			panic(err)
		}
	}
	if err := in.Err(); err != nil {
		fmt.Fprintln(os.Stderr, "gotemplate-oracle:", err)
		os.Exit(2)
	}
}

func (c *testCase) run() {
	c.Output, c.Bytes, c.Error = nil, nil, nil
	text, err := c.execute()
	switch {
	case err != nil:
		message := strings.ToValidUTF8(err.Error(), "\uFFFD")
		c.Error = &message
	case utf8.Valid(text):
		output := string(text)
		c.Output = &output
	default:
		output := base64.StdEncoding.EncodeToString(text)
		c.Bytes = &output
	}
}

func (c *testCase) execute() ([]byte, error) {
	parsed := template.New("t")
	if !c.Builtin {
		functions := sprig.GenericFuncMap()
		for _, name := range []string{"env", "expandenv", "getHostByName"} {
			delete(functions, name)
		}
		parsed = parsed.Funcs(functions)
	}
	if c.Missing != "" {
		parsed = parsed.Option("missingkey=" + c.Missing)
	}
	if _, err := parsed.Parse(c.Template); err != nil {
		return nil, err
	}
	dot, err := c.dot()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = parsed.Execute(&out, dot)
	return out.Bytes(), err
}

// dot is a map[string]any with int64 and float64, or a map[string]string.
func (c *testCase) dot() (any, error) {
	if len(c.Data) == 0 {
		c.Data = json.RawMessage("{}")
	}
	if c.Strings {
		dot := map[string]string{}
		return dot, json.Unmarshal(c.Data, &dot)
	}
	decoder := json.NewDecoder(bytes.NewReader(c.Data))
	decoder.UseNumber()
	var dot any
	err := decoder.Decode(&dot)
	return typed(dot), err
}

func typed(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for key, element := range value {
			value[key] = typed(element)
		}
	case []any:
		for i, element := range value {
			value[i] = typed(element)
		}
	case json.Number:
		if whole, err := value.Int64(); err == nil {
			return whole
		}
		float, err := value.Float64()
		if err != nil {
			panic(err)
		}
		return float
	}
	return value
}
