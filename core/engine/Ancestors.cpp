#include "core/engine/Ancestors.h"

namespace metaspo {

Result<QList<Ancestor>> ancestorsOf(Reader& reader, const RunRecord& record)
{
    QList<Ancestor> ancestors;
    RunRecord fork = record;
    while (fork.forkedFrom) {
        const Result<RunSetup> setup = reader.runSetup(*fork.forkedFrom);
        if (!setup)
            return tl::unexpected(setup.error());
        Ancestor ancestor{
            *fork.forkedFrom, fork.forkStep.value_or(Step()), setup->record.settings, setup->templates, {}};
        for (const RunModel& model : setup->models)
            if (model.role == ModelRole::Optimizer)
                ancestor.optimizer = model.connection;
        ancestors.append(ancestor);
        fork = setup->record;
    }
    return ancestors;
}

const Ancestor* ancestorAt(const QList<Ancestor>& ancestors, const Step& step)
{
    const Ancestor* found = nullptr;
    for (const Ancestor& ancestor : ancestors) {
        if (!isBeforeFork(step, ancestor.fork))
            break;
        found = &ancestor;
    }
    return found;
}

} // namespace metaspo
