package dev.nordbox.appliance.repositories;

import dev.nordbox.appliance.control.Repositories.Answered;
import dev.nordbox.appliance.control.Repositories.Sighting;
import dev.nordbox.appliance.status.RepositoryStatus;
import java.util.List;
import java.util.Set;

/** Of a root's repository that nobody names here. */
final class NoOtherRevisions implements RootRevisions {
    @Override
    public Sighting want(String targetRevision) {
        return Sighting.NOT_YET;
    }

    @Override
    public void wantOnly(Set<String> targetRevisions) {}

    @Override
    public void askAnew() {}

    @Override
    public Answered answered(String targetRevision) {
        return Answered.YES;
    }

    @Override
    public List<RepositoryStatus> statuses() {
        return List.of();
    }
}
