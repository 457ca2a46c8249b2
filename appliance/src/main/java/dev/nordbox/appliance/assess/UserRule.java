package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.cel.CelException;
import dev.nordbox.appliance.cel.CelExpression;
import java.util.Map;
import java.util.Optional;

/**
 * One rule of the user's for a kind.
 *
 * @param when it counts; empty for always
 * @param message as an expression; empty for none
 */
record UserRule(
        Optional<CelExpression> when, HealthStatus status, Optional<CelExpression> message) {

    boolean counts(Map<String, Object> object) throws CelException {
        return when.isEmpty() || when.get().holds(object);
    }

    Health health(Map<String, Object> object) throws CelException {
        return new Health(status, message.isEmpty() ? "" : message.get().text(object));
    }
}
