package dev.nordbox.appliance.render.gotemplate;

/** Counts what an execution uses of its {@link Budget}. */
final class Meter {
    private static final int BYTES_A_STEP = 16;
    private static final int STEPS_A_LOOK = 512;

    private final Budget budget;
    private final long start = System.nanoTime();
    private long steps;
    private long nextLook = STEPS_A_LOOK;
    private int depth;

    Meter(Budget budget) {
        this.budget = budget;
    }

    void step() {
        steps(1);
    }

    void steps(long count) {
        steps += count;
        if (count < 0 || steps < 0 || steps > budget.steps()) {
            throw new OverBudget("more than " + budget.steps() + " steps");
        }
        if (steps >= nextLook) {
            nextLook = steps + STEPS_A_LOOK;
            lookAtTheClock();
        }
    }

    private void lookAtTheClock() {
        if (System.nanoTime() - start > budget.time().toNanos()) {
            throw new OverBudget("more than " + budget.time().toMillis() + " ms");
        }
    }

    /** Bytes or elements that are looked at. */
    void read(long count) {
        steps(count / BYTES_A_STEP);
    }

    /** Before a string (the output is one) grows by so many bytes. */
    void grow(long length, long more) {
        if (more < 0 || length + more > budget.bytes()) {
            throw new OverBudget("a string of more than " + budget.bytes() + " bytes");
        }
        steps(1 + more / BYTES_A_STEP);
    }

    void enter() {
        step();
        if (++depth > budget.depth()) {
            throw new OverBudget("deeper than " + budget.depth());
        }
    }

    void leave() {
        depth--;
    }
}
