package dev.nordbox.installer.step;

import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ProblemException;

/**
 * One thing a step would do: what a dry run prints, and what {@code up} does.
 *
 * @param description in the infinitive, with the object it concerns: {@code write
 *     /etc/…/config.yaml}
 */
public record Change(String description, Effect effect) {

    /**
     * The doing. Safe to repeat: an engine that was killed in the middle plans and applies again.
     */
    @FunctionalInterface
    public interface Effect {
        void apply(Host host, Progress progress) throws ProblemException;
    }
}
