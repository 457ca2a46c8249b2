package dev.nordbox.appliance.render.gotemplate;

import java.util.List;

/** What random expressions are made of. */
final class RandomWords {
    static final List<String> TEXTS =
            List.of(
                    "",
                    "a",
                    "hello world",
                    "Hello, World!",
                    "FooBar baz_qux",
                    "a,b,,c",
                    "  pad  ",
                    "ø€ß",
                    "1.2.3",
                    "v1.31.4+k3s1",
                    "12",
                    "-7",
                    "0x1f",
                    "3.50",
                    "true",
                    "a/b/../c.txt",
                    "https://u:p@example.org:8080/p/a?q=1#frag",
                    "line\nbreak\ttab",
                    "<b>&\"'=",
                    "aGVsbG8=",
                    "2024-02-29",
                    "{\"a\":[1,2.5,null,\"x\"]}",
                    "HTTPServer2xx",
                    "1h30m",
                    "don't",
                    "%d %s",
                    "$1-${x}",
                    "ab12cd345",
                    "%zz",
                    "1e3",
                    "010",
                    "Ünï cödé");

    static final List<String> INTEGERS =
            List.of("0", "1", "2", "3", "5", "-1", "7", "12", "'a'", "0x1F", "0b11", "0o17", "1_0");

    static final List<String> FLOATS =
            List.of(
                    "1.5", "0.1", "-2.75", "1e3", "1.0", "3.14159", "1e-7", "1e21", "100.0",
                    "0x1p4");

    static final List<String> PATTERNS =
            List.of(
                    "a+",
                    "[a-z]+",
                    "(\\\\w)(\\\\d)?",
                    "^",
                    "$",
                    "",
                    "l*",
                    "(?i)HELLO",
                    "\\\\b",
                    "a|b",
                    "(?P<x>o)",
                    ".",
                    "\\\\s+",
                    "x{2,3}",
                    "[^a-c]",
                    "(a*)*",
                    ",",
                    "é|ø");

    static final List<String> LAYOUTS =
            List.of(
                    "2006-01-02",
                    "Jan _2 15:04:05 MST 2006",
                    "02/01/06 03:04PM",
                    "Monday, Z07:00",
                    "2006-01-02T15:04:05.000Z07:00",
                    "002 .999");

    static final List<String> VERSIONS =
            List.of(
                    "1.2.3",
                    "v1.31.4+k3s1",
                    "2",
                    "1.2",
                    "1.2.3-rc.1",
                    "0.1.0",
                    "1.x",
                    "1.10.0-beta.2+b");

    static final List<String> RANGES =
            List.of(
                    ">=1.2",
                    "^1.2.3",
                    "~1.2",
                    "1.x",
                    "*",
                    ">1 <2",
                    "1.2 - 1.4",
                    "!=1.2.3",
                    "<2 || >3",
                    ">=1.2.3-0",
                    "=1.2",
                    "~0",
                    "^0.1",
                    "bad");

    private RandomWords() {}
}
