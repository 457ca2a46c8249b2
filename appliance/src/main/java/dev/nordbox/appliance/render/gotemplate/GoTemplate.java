package dev.nordbox.appliance.render.gotemplate;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A template of Go's {@code text/template}, parsed. Prints the bytes Go 1.26 prints and fails with
 * the words Go fails with; where it does not, {@code DESIGN.md} says so.
 *
 * <p>Immutable, and safe to execute in several threads at once.
 */
public final class GoTemplate {
    private final Source source;
    private final Map<String, Node.Block> templates;
    private final Functions functions;
    private final MissingKey missingKey;

    private GoTemplate(
            Source source,
            Map<String, Node.Block> templates,
            Functions functions,
            MissingKey missingKey) {
        this.source = source;
        this.templates = templates;
        this.functions = functions;
        this.missingKey = missingKey;
    }

    /**
     * With Sprig's functions, and nothing for a missing key.
     *
     * @param name for messages, and for templates that call themselves
     * @throws TemplateException when the text is no template, or calls a function that is not
     *     defined or refused
     */
    public static GoTemplate parse(String name, String text) throws TemplateException {
        return parse(name, text, Functions.genericSprig(), MissingKey.NOTHING);
    }

    /** The same with a choice of functions. */
    public static GoTemplate parse(
            String name, String text, Functions functions, MissingKey missingKey)
            throws TemplateException {
        Source source = new Source(Runes.encode(name), Runes.encode(text));
        try {
            Map<String, Node.Block> templates =
                    Parser.parse(source.name(), source.text(), functions);
            return new GoTemplate(source, templates, functions, missingKey);
        } catch (Failure e) {
            throw exception(e);
        }
    }

    /**
     * What the template says over these values; bytes that are no UTF-8 become U+FFFD.
     *
     * @throws TemplateException when it fails or asks for more than its budget; nothing of what it
     *     had printed is kept
     */
    public String execute(Map<String, ?> dot, Budget budget) throws TemplateException {
        return new String(execute(Dot.of(dot), budget), StandardCharsets.UTF_8);
    }

    /** The same to the byte. */
    public byte[] execute(Dot dot, Budget budget) throws TemplateException {
        try {
            Execution execution =
                    new Execution(templates, functions, missingKey, new Meter(budget));
            return Runes.bytes(execution.run(source, dot.copy()));
        } catch (Failure e) {
            throw exception(e);
        } catch (OverBudget e) {
            throw overBudget(e.limit());
        } catch (StackOverflowError e) {
            throw overBudget("deeper than this thread's stack");
        }
    }

    private TemplateException overBudget(String limit) {
        String message = "template: " + Runes.decode(source.name()) + ": over its budget: " + limit;
        return new TemplateException(message, message, true);
    }

    private static TemplateException exception(Failure failure) {
        return new TemplateException(
                Runes.decode(failure.safe()), Runes.decode(failure.text()), false);
    }
}
