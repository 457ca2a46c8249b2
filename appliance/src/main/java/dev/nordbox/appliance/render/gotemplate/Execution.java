package dev.nordbox.appliance.render.gotemplate;

import java.util.List;
import java.util.Map;

/** Walks the blocks of a template and writes what they say. */
final class Execution {
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final Map<String, Node.Block> templates;
    private final Meter meter;
    private final Text out;
    private final Functions functions;
    private final MissingKey missingKey;

    Execution(
            Map<String, Node.Block> templates,
            Functions functions,
            MissingKey missingKey,
            Meter meter) {
        this.templates = templates;
        this.functions = functions;
        this.missingKey = missingKey;
        this.meter = meter;
        this.out = new Text(meter);
    }

    String run(Source source, Object dot) {
        Node.Block root = templates.get(source.name());
        new Walk(new Frame(source, source.name(), dot, root)).walk(dot, root);
        return out.toString();
    }

    /** The walk through one template. */
    private final class Walk {
        private final Frame frame;
        private final Evaluator evaluator;

        Walk(Frame frame) {
            this.frame = frame;
            this.evaluator = new Evaluator(frame, functions, missingKey, meter);
        }

        Flow walk(Object dot, Node node) {
            meter.enter();
            frame.at(node);
            Flow flow = Flow.ON;
            if (node instanceof Node.Block block) {
                flow = block(dot, block);
            } else if (node instanceof Node.Text text) {
                out.add(text.text());
            } else if (node instanceof Node.Action action) {
                action(dot, action);
            } else if (node instanceof Node.Branch branch) {
                flow =
                        branch.kind() == Node.Branch.Kind.RANGE
                                ? range(dot, branch)
                                : condition(dot, branch);
            } else if (node instanceof Node.Call call) {
                call(dot, call);
            } else if (node instanceof Node.Break) {
                flow = Flow.BREAK;
            } else if (node instanceof Node.Continue) {
                flow = Flow.CONTINUE;
            }
            meter.leave();
            return flow;
        }

        private Flow block(Object dot, Node.Block block) {
            for (Node node : block.nodes()) {
                Flow flow = walk(dot, node);
                if (flow != Flow.ON) {
                    return flow;
                }
            }
            return Flow.ON;
        }

        private void action(Object dot, Node.Action action) {
            Object value = evaluator.pipeline(dot, action.pipe());
            if (action.pipe().declared().isEmpty()) {
                frame.at(action);
                out.add(printed(value));
            }
        }

        private String printed(Object value) {
            return value == GoNil.INVALID ? "<no value>" : Printer.print(meter, value);
        }

        private Flow condition(Object dot, Node.Branch branch) {
            int mark = frame.mark();
            Object value = evaluator.pipeline(dot, branch.pipe());
            Flow flow = Flow.ON;
            if (Truth.of(value)) {
                boolean with = branch.kind() == Node.Branch.Kind.WITH;
                flow = walk(with ? value : dot, branch.body());
            } else if (branch.otherwise().isPresent()) {
                flow = walk(dot, branch.otherwise().get());
            }
            frame.pop(mark);
            return flow;
        }

        private Flow range(Object dot, Node.Branch branch) {
            int mark = frame.mark();
            Object value = Iface.strip(evaluator.pipeline(dot, branch.pipe()));
            boolean empty;
            if (value instanceof GoInt count) {
                empty = !count(count, branch);
            } else if (value instanceof GoSlice slice) {
                empty = !elements(slice, branch);
            } else if (value instanceof GoMap map) {
                empty = !entries(map, branch);
            } else if (value == GoNil.INVALID) {
                empty = true;
            } else {
                String safe = "range can't iterate over a " + Types.name(value);
                throw frame.located(
                        Failure.revealing("range can't iterate over " + reflected(value), safe));
            }
            Flow flow = Flow.ON;
            if (empty && branch.otherwise().isPresent()) {
                flow = walk(dot, branch.otherwise().get());
            }
            frame.pop(mark);
            return flow;
        }

        private String reflected(Object value) {
            return Printer.print(meter, value);
        }

        private boolean count(GoInt count, Node.Branch branch) {
            if (branch.pipe().declared().size() > 1) {
                String problem = "can't use %s to iterate over more than one variable";
                throw frame.located(
                        Failure.revealing(
                                problem.replace("%s", count.digits()),
                                problem.replace("%s", "an integer")));
            }
            boolean positive = !count.isSigned() || count.value() > 0;
            for (long i = 0; positive && i != count.value(); i++) {
                if (iterate(branch, GoNil.INVALID, new GoInt(count.kind(), i))) {
                    break;
                }
            }
            return positive && count.value() != 0;
        }

        private boolean elements(GoSlice slice, Node.Branch branch) {
            for (int i = 0; i < slice.size(); i++) {
                if (iterate(branch, GoInt.of(i), slice.element(i))) {
                    break;
                }
            }
            return slice.size() > 0;
        }

        private boolean entries(GoMap map, Node.Branch branch) {
            meter.steps(map.size());
            Map<String, Object> entries = map.snapshot();
            for (Map.Entry<String, Object> entry : entries.entrySet()) {
                if (iterate(branch, entry.getKey(), map.element(entry.getValue()))) {
                    break;
                }
            }
            return !entries.isEmpty();
        }

        /** One turn; whether it was the last because of a break. */
        private boolean iterate(Node.Branch branch, Object index, Object element) {
            List<Term.Variable> variables = branch.pipe().declared();
            int mark = frame.mark();
            if (branch.pipe().assigns() && !variables.isEmpty()) {
                Object first = variables.size() > 1 ? index : element;
                meter.read(frame.mark());
                frame.set(variables.get(0).names().get(0), first);
                if (variables.size() > 1) {
                    frame.set(variables.get(1).names().get(0), element);
                }
            } else if (!variables.isEmpty()) {
                frame.setFromTop(1, element);
                if (variables.size() > 1) {
                    frame.setFromTop(2, index);
                }
            }
            Flow flow = walk(element, branch.body());
            frame.pop(mark);
            return flow == Flow.BREAK;
        }

        private void call(Object dot, Node.Call call) {
            Node.Block body = templates.get(call.name());
            if (body == null) {
                throw frame.failure("template " + Quoting.quote(call.name()) + " not defined");
            }
            Object argument =
                    call.pipe().isPresent()
                            ? evaluator.pipeline(dot, call.pipe().get())
                            : GoNil.INVALID;
            new Walk(frame.into(call.name(), argument, body)).walk(argument, body);
        }
    }
}
