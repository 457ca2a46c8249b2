package dev.nordbox.appliance.render.gotemplate;

/** The template asked for more than its {@link Budget}. No function's error handling sees it. */
final class OverBudget extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String limit;

    OverBudget(String limit) {
        super(null, null, false, false);
        this.limit = limit;
    }

    String limit() {
        return limit;
    }
}
