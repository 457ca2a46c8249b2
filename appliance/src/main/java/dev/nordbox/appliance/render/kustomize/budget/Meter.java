package dev.nordbox.appliance.render.kustomize.budget;

import dev.nordbox.appliance.render.RenderStopped;

/** Counts what one build spends; used by the one thread that runs the build. */
public final class Meter {
    private final BuildBudget budget;
    private long bytes;
    private long kustomizations;
    private long resources;
    private long applications;
    private final long start = System.nanoTime();

    public Meter(BuildBudget budget) {
        this.budget = budget;
    }

    /** Called with the size of a file before it is read. */
    public void read(String file, long size) throws RenderStopped {
        bytes += size;
        require(bytes <= budget.bytes(), file, "bytes read", budget.bytes());
    }

    public void kustomization(String directory) throws RenderStopped {
        kustomizations++;
        require(
                kustomizations <= budget.kustomizations(),
                directory,
                "kustomizations",
                budget.kustomizations());
    }

    public void resources(String source, int count) throws RenderStopped {
        resources += count;
        require(resources <= budget.resources(), source, "resources", budget.resources());
    }

    /** Called before work on {@code count} resources; the place where a build can be cancelled. */
    public void apply(String what, int count) throws RenderStopped {
        applications += count;
        require(
                applications <= budget.applications(),
                what,
                "applications of transformers to resources",
                budget.applications());
        checkInterrupted();
        if (System.nanoTime() - start > budget.time().toNanos()) {
            throw new RenderStopped(
                    "%s: the build takes longer than %d ms; simplify its regular expressions, or raise its budget"
                            .formatted(what, budget.time().toMillis()));
        }
    }

    /** Leaves the interrupt flag of the thread as it is. */
    public static void checkInterrupted() throws RenderStopped {
        if (Thread.currentThread().isInterrupted()) {
            throw new RenderStopped("the build was cancelled");
        }
    }

    private static void require(boolean within, String where, String what, long limit)
            throws RenderStopped {
        if (!within) {
            throw new RenderStopped(
                    "%s: the build needs more than %d %s; split it, or raise its budget"
                            .formatted(where, limit, what));
        }
    }
}
