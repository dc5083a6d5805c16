package okpay.resolution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the tree found: what happened, who acts, by when, what we may offer, and on what evidence.
public record Verdict(
        Cause cause,
        WhoActs who,
        Optional<Instant> by,
        List<Remedy> remedies,
        List<Finding> evidence) {

    public Verdict {
        remedies = List.copyOf(remedies);
        evidence = List.copyOf(evidence);
    }

    /// There is something to choose besides talking to a person.
    boolean offers() {
        return remedies.stream().anyMatch(it -> it != Remedy.TALK_TO_A_PERSON);
    }

    /// Only a person can go on from here.
    boolean needsAgent() {
        return who == WhoActs.AGENT;
    }
}
