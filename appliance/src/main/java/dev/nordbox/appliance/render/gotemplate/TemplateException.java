package dev.nordbox.appliance.render.gotemplate;

/**
 * A template that cannot be read or executed. The message is Go's own where Go has one, so that it
 * can be searched for: {@code template: NAME:LINE:COLUMN: executing "NAME" at <.x>: …}. It holds
 * text of the template, but never a value the template was given: those may be secrets.
 */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1;

    private final String revealing;
    private final boolean overBudget;

    TemplateException(String message, String revealing, boolean overBudget) {
        super(message);
        this.revealing = revealing;
        this.overBudget = overBudget;
    }

    /**
     * Go's message to the letter, with the values it names: the argument of {@code fail}, the text
     * a function could not read. Only for templates over data that is no secret.
     */
    public String revealingMessage() {
        return revealing;
    }

    /** Whether the template asked for more than its {@link Budget}; Go would have gone on. */
    public boolean isOverBudget() {
        return overBudget;
    }
}
