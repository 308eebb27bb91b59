#include "app/cli/Projects.h"

#include "app/cli/OptionValues.h"
#include "app/cli/Waiting.h"
#include "core/engine/Workspace.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace metaspo {

std::shared_ptr<Project> openProject(CommandContext& context, const QString& file)
{
    if (!QFileInfo::exists(file))
        fail(ErrorKind::NotFound, QStringLiteral("There is no file %1").arg(file), {},
             QStringLiteral("Make one with 'metaspo new %1'.").arg(file));
    return valueOf(context.workspace.openProject(file));
}

RunRecord runOf(Project& project, qint64 run)
{
    const QList<RunRecord> runs = valueOf(project.queries().runs());
    QStringList ids;
    for (const RunRecord& record : runs) {
        if (record.id == run)
            return record;
        ids << QString::number(record.id);
    }
    fail(ErrorKind::NotFound, QStringLiteral("There is no run %1").arg(run),
         ids.isEmpty() ? QStringLiteral("The file has no runs yet") : QString(),
         ids.isEmpty() ? QStringLiteral("Start one with 'metaspo run'.")
                       : QStringLiteral("The runs are: %1.").arg(ids.join(QStringLiteral(", "))));
}

RunRecord newestRun(Project& project)
{
    const QList<RunRecord> runs = valueOf(project.queries().runs());
    if (runs.isEmpty())
        fail(ErrorKind::NotFound, QStringLiteral("The file has no runs yet"), {},
             QStringLiteral("Start one with 'metaspo run %1'.").arg(project.path()));
    return *std::max_element(runs.cbegin(), runs.cend(),
                             [](const RunRecord& one, const RunRecord& other) { return one.id < other.id; });
}

Task taskOf(Project& project, const QString& name)
{
    const QList<TaskSummary> tasks = valueOf(project.queries().tasks());
    QStringList names;
    for (const TaskSummary& summary : tasks) {
        if (summary.task.name == name)
            return valueOf(project.queries().task(summary.task.id));
        names << summary.task.name;
    }
    fail(ErrorKind::NotFound, QStringLiteral("There is no task '%1'").arg(name), {},
         names.isEmpty() ? QStringLiteral("The file has no tasks; import some with 'metaspo task import'.")
                         : QStringLiteral("The tasks are: %1.").arg(names.join(QStringLiteral(", "))));
}

bool looksLikeCandidate(const QString& text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^(?:\\d+:)?\\d+/(?:start|inner|outer)(?:/[^\\s/]+)?(?:/\\d+)?$"));
    return pattern.match(text).hasMatch();
}

CandidateId parseCandidate(Project& project, const QString& text)
{
    const qsizetype colon = text.indexOf(u':');
    CandidateId id;
    id.step = valueOf(parseStep(QStringView(text).mid(colon + 1)));
    if (colon < 0) {
        id.run = newestRun(project).id;
        return id;
    }
    bool isNumber = false;
    id.run = text.left(colon).toLongLong(&isNumber);
    if (!isNumber)
        fail(ErrorKind::WrongUsage, QStringLiteral("'%1' is not a candidate").arg(text), {},
             QStringLiteral("Write RUN:STEP, for example 3:2/outer/4, or STEP alone for the newest run."));
    return id;
}

CandidateRecord candidateOf(Project& project, const CandidateId& id)
{
    const RunOverview overview = valueOf(project.queries().overview(runOf(project, id.run).id));
    for (const CandidateRecord& record : overview.candidates)
        if (record.candidate.step == id.step)
            return record;
    fail(ErrorKind::NotFound, QStringLiteral("Run %1 has no candidate %2").arg(id.run).arg(text(id.step)), {},
         QStringLiteral("See 'metaspo candidates %1 %2'.").arg(project.path()).arg(id.run));
}

CandidateId scoredAs(const CandidateRecord& record)
{
    return {record.run, record.candidate.aliasOf.value_or(record.candidate.step)};
}

QString promptText(Project& project, const QString& value)
{
    if (looksLikeCandidate(value))
        return candidateOf(project, parseCandidate(project, value)).candidate.text;
    return textOrFile(value);
}

QString described(const RunRecord& run)
{
    QString text = QStringLiteral("run %1 (%2, %3").arg(run.id).arg(name(run.method), name(run.settings.preset));
    if (!run.baseModel.isEmpty())
        text += QStringLiteral(", on %1").arg(run.baseModel);
    return text + (run.recorded ? QStringLiteral(", recorded)") : QStringLiteral(")"));
}

} // namespace metaspo
