#include "ui/run/RunWords.h"

#include <QCoreApplication>
#include <algorithm>

namespace metaspo {

namespace {

struct RunSettingsWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::RunSettings)
};

} // namespace

QString methodText(Method method)
{
    switch (method) {
    case Method::MetaSpo: return RunSettingsWords::tr("MetaSPO");
    case Method::Outer: return RunSettingsWords::tr("Outer loop only");
    case Method::Inner: return RunSettingsWords::tr("Inner loop only");
    case Method::Sprig: return RunSettingsWords::tr("SPRIG");
    case Method::Pareto: return RunSettingsWords::tr("Reflective Pareto search");
    case Method::Evaluate: return RunSettingsWords::tr("Evaluation of given prompts");
    }
    return {};
}

QString presetText(Preset preset)
{
    switch (preset) {
    case Preset::Reference: return RunSettingsWords::tr("Reference");
    case Preset::Recommended: return RunSettingsWords::tr("Recommended");
    case Preset::Small: return RunSettingsWords::tr("Small");
    }
    return {};
}

QString scopeText(Scope scope)
{
    return scope == Scope::Domain ? RunSettingsWords::tr("one domain") : RunSettingsWords::tr("all domains");
}

QString pruningText(Pruning pruning)
{
    switch (pruning) {
    case Pruning::Exact: return RunSettingsWords::tr("Exact: stop scoring what can no longer win");
    case Pruning::Exhaustive: return RunSettingsWords::tr("Exhaustive: score everything");
    case Pruning::Fast: return RunSettingsWords::tr("Fast: stop scoring what is unlikely to win");
    }
    return {};
}

QString runSummary(const RunRecord& record, const QStringList& changedTemplates)
{
    QStringList parts{methodText(record.settings.method),
                      RunSettingsWords::tr("preset %1").arg(presetText(record.settings.preset))};
    parts += RunSettingsWords::tr("%n task(s)", nullptr, static_cast<int>(record.settings.sources.size()));
    if (!record.baseModel.isEmpty())
        parts += record.baseModel == record.optimizerModel
                     ? record.baseModel
                     : RunSettingsWords::tr("%1, optimizer %2").arg(record.baseModel, record.optimizerModel);
    if (record.forkedFrom)
        parts += RunSettingsWords::tr("forked from run %1 at %2")
                     .arg(*record.forkedFrom)
                     .arg(record.forkStep ? text(*record.forkStep) : QString());
    if (!changedTemplates.isEmpty())
        parts += RunSettingsWords::tr("changed template: %1").arg(changedTemplates.join(QStringLiteral(", ")));
    if (const QString note = record.note.trimmed(); !note.isEmpty()) // one line of many
        parts += note.contains(QLatin1Char('\n'))
                     ? note.section(QLatin1Char('\n'), 0, 0).trimmed() + QStringLiteral(" …")
                     : note;
    return parts.join(QStringLiteral("  ·  "));
}

QString callsText(const RunProgress& progress)
{
    if (progress.callsExpected <= 0)
        return RunSettingsWords::tr("%Ln call(s)", nullptr, static_cast<int>(progress.callsDone));
    return RunSettingsWords::tr("%L1 of about %L2 calls")
        .arg(progress.callsDone)
        .arg(std::max(progress.callsExpected, progress.callsDone));
}

QString haltTitle(qint64 run, RunState state)
{
    switch (state) {
    case RunState::Finished: return RunSettingsWords::tr("Run %1 is finished").arg(run);
    case RunState::Failed: return RunSettingsWords::tr("Run %1 could not go on").arg(run);
    case RunState::Stopped: return RunSettingsWords::tr("Run %1 was stopped").arg(run);
    default: return RunSettingsWords::tr("Run %1 is paused").arg(run);
    }
}

QString endedSentence(const QString& text)
{
    const QString trimmed = text.trimmed();
    const bool isEnded = trimmed.isEmpty() || trimmed.endsWith(QLatin1Char('.')) || trimmed.endsWith(QLatin1Char('!'))
                         || trimmed.endsWith(QLatin1Char('?'));
    return isEnded ? trimmed : trimmed + QLatin1Char('.');
}

} // namespace metaspo
