#include "app/cli/RunTables.h"

#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/RunNarration.h"
#include "core/analysis/Export.h"

namespace metaspo {

namespace {

QString costText(const RunRecord& run)
{
    return run.costNanoDollars ? QStringLiteral("$%1").arg(dollars(*run.costNanoDollars)) : QStringLiteral("cost n/a");
}

} // namespace

Table exactRunTable(const QList<RunRecord>& runs)
{
    Table table;
    table.columns = columns(ExportTable::Runs)
                    + QList<Column>{{QStringLiteral("reason")},
                                    {QStringLiteral("recorded"), ColumnType::Integer},
                                    {QStringLiteral("reused_calls"), ColumnType::Integer},
                                    {QStringLiteral("possibly_paid_calls"), ColumnType::Integer},
                                    {QStringLiteral("forked_from")},
                                    {QStringLiteral("note")}};
    for (const RunRecord& run : runs) {
        const QString origin = run.forkedFrom ? QStringLiteral("%1@%2").arg(*run.forkedFrom).arg(
                                   text(run.forkStep.value_or(Step())))
                                              : QString();
        table.rows.append(row(run) + Row{run.stateReason, qint64{run.recorded ? 1 : 0}, run.reusedCalls,
                                         run.possiblyPaidCalls, origin.isEmpty() ? Value() : Value(origin), run.note});
    }
    return table;
}

Table readableRunTable(const QList<RunRecord>& runs)
{
    Table table;
    table.columns = {{QStringLiteral("run"), ColumnType::Integer}, {QStringLiteral("state")},
                     {QStringLiteral("method")}, {QStringLiteral("preset")}, {QStringLiteral("sources")},
                     {QStringLiteral("base model")}, {QStringLiteral("calls"), ColumnType::Integer},
                     {QStringLiteral("cost")}, {QStringLiteral("started")}, {QStringLiteral("note")}};
    for (const RunRecord& run : runs) {
        QStringList notes;
        if (run.recorded)
            notes << QStringLiteral("recorded");
        if (run.forkedFrom)
            notes << QStringLiteral("fork of %1").arg(*run.forkedFrom);
        if (!run.note.isEmpty())
            notes << run.note;
        table.rows.append(Row{run.id, name(run.state), name(run.method), name(run.settings.preset),
                              run.settings.sources.join(QStringLiteral(", ")), run.baseModel,
                              run.baseCalls + run.optimizerCalls, costText(run),
                              run.startedUtc.isValid()
                                  ? Value(run.startedUtc.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm")))
                                  : Value(),
                              notes.join(QStringLiteral(", "))});
    }
    return table;
}

QString effortText(const RunRecord& run)
{
    QString text = QStringLiteral("%1 base and %2 optimizer calls paid").arg(run.baseCalls).arg(run.optimizerCalls);
    if (run.reusedCalls > 0)
        text += QStringLiteral(", %1 answers used again").arg(run.reusedCalls);
    if (run.possiblyPaidCalls > 0)
        text += QStringLiteral(", %1 possibly paid").arg(run.possiblyPaidCalls);
    text += QStringLiteral("; %1 tokens in, %2 out; %3").arg(run.inputTokens).arg(run.outputTokens).arg(costText(run));
    if (run.startedUtc.isValid() && run.finishedUtc.isValid())
        text += QStringLiteral("; %1 from start to end").arg(durationText(run.startedUtc.secsTo(run.finishedUtc)));
    return text + u'.';
}

QString stateText(const RunRecord& run)
{
    QString text = described(run);
    text[0] = text[0].toUpper();
    text += u' ' + predicate(run.state);
    if (!run.stateReason.isEmpty())
        text += QStringLiteral(": %1").arg(run.stateReason);
    return (text.endsWith(u'.') ? text : text + u'.') + u'\n' + effortText(run);
}

} // namespace metaspo
