package dev.nordbox.appliance.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration file cannot be used: every problem in it, in the order of its lines. */
public final class ConfigInvalid extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    ConfigInvalid(List<ConfigProblem> problems) {
        super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<ConfigProblem> problems() {
        return problems;
    }
}
