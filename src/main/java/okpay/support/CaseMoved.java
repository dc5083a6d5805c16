package okpay.support;

/// News: a case was opened (`from` equals `to`), or went on to another stage, or to another agent.
/// Most of it concerns few: who listens says which, and what concerns nobody is not kept for them.
public record CaseMoved(CaseId id, Stage from, Stage to) {

    /// It was solved by this.
    public boolean solved() {
        return to == Stage.RESOLVED && from != Stage.RESOLVED;
    }

    /// Its agent has room for another.
    public boolean leftTheTable() {
        return from == Stage.IN_PROGRESS && to != Stage.IN_PROGRESS;
    }

    /// It was opened, or something else about it changed before anybody had it.
    public boolean opened() {
        return from == Stage.OPENED && to == Stage.OPENED;
    }
}
