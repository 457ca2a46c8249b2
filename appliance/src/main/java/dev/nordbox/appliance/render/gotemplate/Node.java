package dev.nordbox.appliance.render.gotemplate;

import java.util.List;
import java.util.Optional;

/** The parsed template. Every node knows where it stands and how Go writes it in messages. */
sealed interface Node
        permits Node.Text,
                Node.Block,
                Node.Action,
                Node.Branch,
                Node.Break,
                Node.Continue,
                Node.Call,
                Node.End,
                Node.Else,
                Node.Command,
                Term {
    /** In bytes from the start of the template's text. */
    int position();

    void write(StringBuilder out);

    default String written() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }

    record Text(int position, String text) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append(text);
        }
    }

    record Block(int position, List<Node> nodes) implements Node {
        @Override
        public void write(StringBuilder out) {
            nodes.forEach(node -> node.write(out));
        }
    }

    record Action(int position, Pipe pipe) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append("{{");
            pipe.write(out);
            out.append("}}");
        }
    }

    record Branch(Kind kind, int position, Pipe pipe, Block body, Optional<Block> otherwise)
            implements Node {
        enum Kind {
            IF("if"),
            WITH("with"),
            RANGE("range");

            private final String word;

            Kind(String word) {
                this.word = word;
            }

            String word() {
                return word;
            }
        }

        @Override
        public void write(StringBuilder out) {
            out.append("{{").append(kind.word).append(' ');
            pipe.write(out);
            out.append("}}");
            body.write(out);
            otherwise.ifPresent(
                    block -> {
                        out.append("{{else}}");
                        block.write(out);
                    });
            out.append("{{end}}");
        }
    }

    record Break(int position) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append("{{break}}");
        }
    }

    record Continue(int position) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append("{{continue}}");
        }
    }

    record Call(int position, String name, Optional<Pipe> pipe) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append("{{template ").append(Quoting.quote(name));
            pipe.ifPresent(
                    argument -> {
                        out.append(' ');
                        argument.write(out);
                    });
            out.append("}}");
        }
    }

    /** Where a list of nodes ended; never part of a tree. */
    record End(int position) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append("{{end}}");
        }
    }

    record Else(int position) implements Node {
        @Override
        public void write(StringBuilder out) {
            out.append("{{else}}");
        }
    }

    record Pipe(int position, boolean assigns, List<Term.Variable> declared, List<Command> commands)
            implements Term {
        @Override
        public void write(StringBuilder out) {
            for (int i = 0; i < declared.size(); i++) {
                out.append(i > 0 ? ", " : "");
                declared.get(i).write(out);
            }
            if (!declared.isEmpty()) {
                out.append(assigns ? " = " : " := ");
            }
            for (int i = 0; i < commands.size(); i++) {
                out.append(i > 0 ? " | " : "");
                commands.get(i).write(out);
            }
        }
    }

    record Command(int position, List<Term> words) implements Node {
        @Override
        public void write(StringBuilder out) {
            for (int i = 0; i < words.size(); i++) {
                out.append(i > 0 ? " " : "");
                Term word = words.get(i);
                if (word instanceof Pipe) {
                    out.append('(');
                    word.write(out);
                    out.append(')');
                } else {
                    word.write(out);
                }
            }
        }
    }
}
