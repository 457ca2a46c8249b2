package dev.nordbox.appliance;

import dev.nordbox.appliance.application.ApplicationRepository;
import dev.nordbox.appliance.application.DesiredState;
import dev.nordbox.appliance.application.FollowedRevision;
import dev.nordbox.appliance.config.ControllerConfig;
import dev.nordbox.appliance.git.Revision;
import dev.nordbox.appliance.render.repository.RepositoryRenderer;
import dev.nordbox.appliance.tree.FileTree;

/** From the files of a revision to what they want of the cluster. */
final class RepositoryReading implements RepositoryPoll.Reading {

    private final ControllerConfig.Repo repo;
    private final ApplicationRepository applications;

    RepositoryReading(ControllerConfig.Repo repo) {
        this.repo = repo;
        this.applications = new ApplicationRepository(repo.path(), RepositoryRenderer::new);
    }

    @Override
    public DesiredState read(Revision revision, FileTree tree) {
        return applications.read(
                new FollowedRevision(
                        repo.url().toString(),
                        repo.targetRevision(),
                        revision.ref(),
                        revision.commit()),
                tree);
    }
}
