package dev.nordbox.appliance.render.kustomize.build;

import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.render.kustomize.budget.Meter;
import dev.nordbox.appliance.render.kustomize.config.FieldSpec;
import dev.nordbox.appliance.render.kustomize.config.NameBackReferences;
import dev.nordbox.appliance.render.kustomize.filter.FieldSpecFilter;
import dev.nordbox.appliance.render.kustomize.resource.Gvk;
import dev.nordbox.appliance.render.kustomize.resource.ResMap;
import dev.nordbox.appliance.render.kustomize.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes new names where resources refer to others by their old ones. Done once, when all names are
 * final: hashes are part of them.
 */
final class NameReferences {
    private final List<NameBackReferences> backReferences;
    private final Meter meter;
    private final Map<Gvk, List<Reference>> byReferrer = new HashMap<>();

    /** A field of a referrer, and the type of what it refers to. */
    private record Reference(FieldSpec field, Gvk target) {}

    NameReferences(List<NameBackReferences> backReferences, Meter meter) {
        this.backReferences = backReferences;
        this.meter = meter;
    }

    void fix(ResMap resources) throws RenderException {
        Referrals all = new Referrals(resources);
        for (Resource referrer : resources.resources()) {
            meter.apply("name references", 1);
            List<Reference> references =
                    byReferrer.computeIfAbsent(referrer.orgId().gvk(), this::referencesOf);
            if (references.isEmpty()) {
                continue;
            }
            referrer.requireSameIdentity();
            ReferralCandidates candidates = ReferralCandidates.of(referrer, all);
            for (Reference reference : references) {
                fix(referrer, reference, candidates);
            }
        }
        resources.forgetIds();
    }

    private List<Reference> referencesOf(Gvk referrer) {
        List<Reference> references = new ArrayList<>();
        for (NameBackReferences back : backReferences) {
            for (FieldSpec field : back.referrers()) {
                if (referrer.isSelected(field.gvk())) {
                    references.add(new Reference(field, back.gvk()));
                }
            }
        }
        return references;
    }

    private static void fix(Resource referrer, Reference reference, ReferralCandidates candidates)
            throws RenderException {
        Referral referral =
                new Referral(referrer, reference.field().path(), reference.target(), candidates);
        // What is left to decide about the type was decided by the id the resource had first.
        FieldSpec field = new FieldSpec(referrer.gvk(), reference.field().path(), false);
        try {
            FieldSpecFilter.visiting(referral::update).apply(referrer.node(), field);
        } catch (RenderException e) {
            throw e.prefixed(
                    "updating name reference in '%s' field of '%s'"
                            .formatted(reference.field().path(), referrer.curId()));
        }
    }
}
