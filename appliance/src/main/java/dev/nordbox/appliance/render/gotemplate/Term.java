package dev.nordbox.appliance.render.gotemplate;

import java.util.List;

/** A word of a command: something that has a value. */
sealed interface Term extends Node
        permits Node.Pipe,
                Term.Identifier,
                Term.Variable,
                Term.Field,
                Term.Chain,
                Term.Dot,
                Term.Nil,
                Term.Bool,
                Term.Number,
                Term.Quoted {

    record Identifier(int position, String name) implements Term {
        @Override
        public void write(StringBuilder out) {
            out.append(name);
        }
    }

    /** The name with its {@code $}, then fields. */
    record Variable(int position, List<String> names) implements Term {
        @Override
        public void write(StringBuilder out) {
            out.append(String.join(".", names));
        }
    }

    record Field(int position, List<String> names) implements Term {
        @Override
        public void write(StringBuilder out) {
            names.forEach(name -> out.append('.').append(name));
        }
    }

    record Chain(int position, Term head, List<String> names) implements Term {
        @Override
        public void write(StringBuilder out) {
            boolean nested = head instanceof Node.Pipe;
            out.append(nested ? "(" : "");
            head.write(out);
            out.append(nested ? ")" : "");
            names.forEach(name -> out.append('.').append(name));
        }
    }

    record Dot(int position) implements Term {
        @Override
        public void write(StringBuilder out) {
            out.append('.');
        }
    }

    record Nil(int position) implements Term {
        @Override
        public void write(StringBuilder out) {
            out.append("nil");
        }
    }

    record Bool(int position, boolean value) implements Term {
        @Override
        public void write(StringBuilder out) {
            out.append(value);
        }
    }

    record Number(int position, NumberLiteral literal) implements Term {
        @Override
        public void write(StringBuilder out) {
            out.append(literal.text());
        }
    }

    record Quoted(int position, String literal, String text) implements Term {
        @Override
        public void write(StringBuilder out) {
            out.append(literal);
        }
    }
}
