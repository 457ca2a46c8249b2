package dev.nordbox.appliance.gate;

import dev.nordbox.appliance.desired.DesiredObjects;
import dev.nordbox.appliance.desired.Target;
import dev.nordbox.appliance.seal.PlainSecrets;
import java.util.List;
import java.util.Optional;

/** No Secret lives in Git in the clear. */
public final class SealedOnly implements Gate {

    private final PlainSecrets plain = new PlainSecrets(PlainSecrets.Policy.REFUSE);

    @Override
    public List<String> objections(DesiredObjects desired) {
        return desired.all()
                .map(Target::manifest)
                .map(plain::objection)
                .flatMap(Optional::stream)
                .map(PlainSecrets.Objection::message)
                .toList();
    }
}
