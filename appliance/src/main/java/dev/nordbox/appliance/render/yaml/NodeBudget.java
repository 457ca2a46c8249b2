package dev.nordbox.appliance.render.yaml;

import dev.nordbox.appliance.render.RenderStopped;

/** Counts what a text costs while it is read. */
final class NodeBudget {
    private final YamlBudget budget;
    private final TreeWeight allowed;
    private long nodes;
    private long characters;

    NodeBudget(YamlBudget budget) {
        this.budget = budget;
        this.allowed = new TreeWeight(budget.nodes(), budget.characters(), budget.depth());
    }

    /** Called before a node is made, with the number of maps and lists around it. */
    void node(int depth) throws RenderStopped {
        if (depth > budget.depth()) {
            throw new RenderStopped("yaml: nested deeper than " + budget.depth() + " levels");
        }
        if (++nodes > budget.nodes()) {
            throw tooMuch("nodes", budget.nodes());
        }
        if ((nodes & 0xfff) == 0 && Thread.currentThread().isInterrupted()) {
            throw new RenderStopped("yaml: interrupted while reading");
        }
    }

    /** Called before an anchored node is copied. */
    void copy(Node anchored, int depth) throws RenderStopped {
        TreeWeight weight = TreeWeight.of(anchored, allowed);
        nodes += weight.nodes();
        characters += weight.characters();
        if (nodes > budget.nodes()) {
            throw tooMuch("nodes", budget.nodes());
        }
        if (characters > budget.characters()) {
            throw tooMuch("characters", budget.characters());
        }
        if (weight.depth() + depth > budget.depth()) {
            throw new RenderStopped("yaml: nested deeper than " + budget.depth() + " levels");
        }
    }

    void document(int before) throws RenderStopped {
        if (before == budget.documents()) {
            throw tooMuch("documents", budget.documents());
        }
    }

    private static RenderStopped tooMuch(String what, int limit) {
        return new RenderStopped(
                "yaml: more than " + limit + " " + what + " in one text, aliases expanded");
    }
}
