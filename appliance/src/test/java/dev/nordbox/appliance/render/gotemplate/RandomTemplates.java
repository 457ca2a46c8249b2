package dev.nordbox.appliance.render.gotemplate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Templates out of a grammar, most of them sensible, with data; the same ones for a seed. */
final class RandomTemplates {
    private static final List<String> TEXTS =
            List.of(" ", "\n", "a b\n", "key: ", "\t- x\n", "ø€ ", "}}", "{ ", "%d ", "\r\n  ");
    private static final List<String> STRAY =
            List.of(
                    "{{", "}}", "|", "(", ")", "\"", "`", "'", ".", "$", ":=", "=", ",", "-", " ",
                    "end", "else", "range", "if", "nil", "/*", "*/", "\\", "\n", "%", "0x", "é");

    private final Random random;
    private final RandomExpressions expressions;
    private int definitions;

    RandomTemplates(long seed) {
        this.random = new Random(seed);
        this.expressions = new RandomExpressions(random);
    }

    OracleCase next() {
        expressions.forgetVariables();
        definitions = 0;
        StringBuilder out = new StringBuilder();
        if (random.nextInt(5) == 0) {
            define(out);
        }
        block(out, 3, false);
        String template = out.toString();
        for (int i = 0; i < 3 && random.nextInt(12) == 0; i++) {
            template = damaged(template);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("template", template);
        if (random.nextInt(20) == 0) {
            fields.put("strings", true);
            fields.put("data", Map.of("s", "text", "a.b", "dotted", "n", "12", "u", "blåbær €"));
        } else {
            fields.put("data", new RandomData(random).root());
        }
        switch (random.nextInt(20)) {
            case 0 -> fields.put("missing", "zero");
            case 1 -> fields.put("missing", "error");
            default -> {}
        }
        return new OracleCase(fields);
    }

    private void define(StringBuilder out) {
        open(out).append("define \"d").append(definitions++).append("\"");
        close(out);
        List<RandomExpressions.Variable> outer = expressions.hideVariables();
        block(out, 2, false);
        expressions.restoreVariables(outer);
        end(out);
    }

    private void block(StringBuilder out, int depth, boolean inLoop) {
        int mark = expressions.mark();
        int items = 1 + random.nextInt(3);
        for (int i = 0; i < items; i++) {
            item(out, depth, inLoop);
        }
        expressions.forget(mark);
    }

    private void item(StringBuilder out, int depth, boolean inLoop) {
        if (random.nextInt(3) == 0) {
            out.append(pick(TEXTS));
        }
        switch (depth == 0 ? random.nextInt(8) : random.nextInt(16)) {
            case 0 -> variable(out);
            case 1 -> {
                out.append(random.nextBoolean() ? "{{/*" : "{{- /*");
                out.append(pick(TEXTS)).append(random.nextBoolean() ? "*/}}" : "*/ -}}");
            }
            case 2 -> {
                if (definitions > 0) {
                    open(out).append("template \"d0\" ").append(expressions.any(1));
                    close(out);
                }
            }
            case 3 -> {
                if (inLoop) {
                    open(out).append("if ").append(expressions.bool(1));
                    close(out);
                    open(out).append(random.nextBoolean() ? "break" : "continue");
                    close(out);
                    end(out);
                }
            }
            case 8, 9 -> branch(out, "if", depth, inLoop);
            case 10 -> branch(out, "with", depth, inLoop);
            case 11, 12 -> range(out, depth);
            case 13 -> {
                open(out).append("block \"b").append(definitions + random.nextInt(99));
                out.append("\" ").append(expressions.any(1));
                close(out);
                List<RandomExpressions.Variable> outer = expressions.hideVariables();
                block(out, depth - 1, false);
                expressions.restoreVariables(outer);
                end(out);
            }
            default -> {
                open(out).append(expressions.pipeline(3));
                close(out);
            }
        }
    }

    private void variable(StringBuilder out) {
        boolean assigns = expressions.hasVariables() && random.nextInt(3) == 0;
        open(out).append(assigns ? expressions.assignment() : expressions.declaration());
        close(out);
    }

    private void branch(StringBuilder out, String word, int depth, boolean inLoop) {
        open(out).append(word).append(' ').append(expressions.any(2));
        close(out);
        block(out, depth - 1, inLoop);
        if (random.nextInt(4) == 0) {
            open(out).append("else ").append(word).append(' ').append(expressions.any(1));
            close(out);
            block(out, depth - 1, inLoop);
        }
        if (random.nextBoolean()) {
            open(out).append("else");
            close(out);
            block(out, depth - 1, inLoop);
        }
        end(out);
    }

    private void range(StringBuilder out, int depth) {
        int mark = expressions.mark();
        String over = expressions.rangeable(1);
        open(out).append("range ");
        switch (random.nextInt(4)) {
            case 0 -> out.append(expressions.declare('?')).append(" := ");
            case 1 -> {
                out.append(expressions.declare('?')).append(", ");
                out.append(expressions.declare('?')).append(" := ");
            }
            default -> {}
        }
        out.append(over);
        close(out);
        block(out, depth - 1, true);
        if (random.nextInt(3) == 0) {
            open(out).append("else");
            close(out);
            block(out, depth - 1, false);
        }
        end(out);
        expressions.forget(mark);
    }

    private StringBuilder open(StringBuilder out) {
        return out.append(random.nextInt(4) == 0 ? "{{- " : random.nextBoolean() ? "{{ " : "{{");
    }

    private void close(StringBuilder out) {
        out.append(random.nextInt(4) == 0 ? " -}}" : random.nextBoolean() ? " }}" : "}}");
    }

    private void end(StringBuilder out) {
        open(out).append("end");
        close(out);
    }

    private String damaged(String template) {
        int at = random.nextInt(template.length() + 1);
        int end = Math.min(template.length(), at + random.nextInt(4));
        String stray = random.nextBoolean() ? pick(STRAY) : "";
        return template.substring(0, at) + stray + template.substring(end);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Data with the names the expressions use. */
    private record RandomData(Random random) {
        Map<String, Object> root() {
            Map<String, Object> root = new LinkedHashMap<>();
            root.put("s", RandomWords.TEXTS.get(random.nextInt(20)));
            root.put("u", "blåbær €");
            root.put("n", (long) random.nextInt(20) - 5);
            root.put("f", (random.nextInt(2000) - 1000) / 8.0);
            root.put("yes", true);
            root.put("no", false);
            root.put("nil", null);
            root.put("empty", "");
            root.put("l", list());
            root.put("strings", List.of("b", "a", "c", "a"));
            root.put("m", Map.of("b", 1L, "a", "x", "deep", Map.of("k", "v", "l", List.of(1L))));
            root.put("e", Map.of());
            root.put("el", List.of());
            root.put("mixed", mixed());
            return root;
        }

        private List<Object> list() {
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                list.add((long) random.nextInt(9));
            }
            return list;
        }

        private List<Object> mixed() {
            List<Object> list = new ArrayList<>(List.of(1L, "one", 1.5, true, List.of("x")));
            list.add(null);
            list.add(Map.of("z", 1L));
            return list;
        }
    }
}
