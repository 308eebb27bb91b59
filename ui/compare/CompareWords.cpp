#include "ui/compare/CompareWords.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/run/StepText.h"

#include <QCoreApplication>

namespace metaspo {

namespace {

constexpr int letters = 26;

struct CompareWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::Compare)
};

QString headingOf(const QString& column)
{
    static const QHash<QString, const char*> headings{
        {QStringLiteral("baseline"), QT_TRANSLATE_NOOP("metaspo::Compare", "Baseline")},
        {QStringLiteral("prompt"), QT_TRANSLATE_NOOP("metaspo::Compare", "Prompt")},
        {QStringLiteral("task"), QT_TRANSLATE_NOOP("metaspo::Compare", "Task")},
        {QStringLiteral("domain"), QT_TRANSLATE_NOOP("metaspo::Compare", "Domain")},
        {QStringLiteral("split"), QT_TRANSLATE_NOOP("metaspo::Compare", "Split")},
        {QStringLiteral("metric"), QT_TRANSLATE_NOOP("metaspo::Compare", "Metric")},
        {QStringLiteral("n"), QT_TRANSLATE_NOOP("metaspo::Compare", "n")},
        {QStringLiteral("tasks"), QT_TRANSLATE_NOOP("metaspo::Compare", "Tasks")},
        {QStringLiteral("wins"), QT_TRANSLATE_NOOP("metaspo::Compare", "Won")},
        {QStringLiteral("losses"), QT_TRANSLATE_NOOP("metaspo::Compare", "Lost")},
        {QStringLiteral("ties"), QT_TRANSLATE_NOOP("metaspo::Compare", "Tied")},
        {QStringLiteral("both_right"), QT_TRANSLATE_NOOP("metaspo::Compare", "= Right")},
        {QStringLiteral("fixed"), QT_TRANSLATE_NOOP("metaspo::Compare", "▲ Wins")},
        {QStringLiteral("broken"), QT_TRANSLATE_NOOP("metaspo::Compare", "▼ Losses")},
        {QStringLiteral("both_wrong"), QT_TRANSLATE_NOOP("metaspo::Compare", "= Wrong")},
        {QStringLiteral("a"), QT_TRANSLATE_NOOP("metaspo::Compare", "Baseline")},
        {QStringLiteral("b"), QT_TRANSLATE_NOOP("metaspo::Compare", "Score")},
        {QStringLiteral("difference"), QT_TRANSLATE_NOOP("metaspo::Compare", "Difference")},
        {QStringLiteral("mean_difference"), QT_TRANSLATE_NOOP("metaspo::Compare", "Mean difference")},
        {QStringLiteral("low_95"), QT_TRANSLATE_NOOP("metaspo::Compare", "95 % from")},
        {QStringLiteral("high_95"), QT_TRANSLATE_NOOP("metaspo::Compare", "95 % to")},
        {QStringLiteral("p"), QT_TRANSLATE_NOOP("metaspo::Compare", "p")},
        {QStringLiteral("p_t"), QT_TRANSLATE_NOOP("metaspo::Compare", "p (t)")},
        {QStringLiteral("p_wilcoxon"), QT_TRANSLATE_NOOP("metaspo::Compare", "p (Wilcoxon)")},
        {QStringLiteral("smallest_detectable_difference"),
         QT_TRANSLATE_NOOP("metaspo::Compare", "Smallest detectable")}};
    const char* heading = headings.value(column, nullptr);
    return heading ? CompareWords::tr(heading) : column;
}

// Every table after the one before it, its prompt in front.
Table joined(const QStringList& names, const std::function<Table(int)>& tableOf)
{
    Table all;
    for (int prompt = 1; prompt < names.size(); ++prompt) {
        const Table table = tableOf(prompt);
        if (all.columns.isEmpty()) {
            all.columns = QList<Column>{{QStringLiteral("baseline")}, {QStringLiteral("prompt")}} + table.columns;
            for (Column& column : all.columns)
                column.heading = headingOf(column.name);
        }
        for (const Row& row : table.rows)
            all.rows.append(Row{names.first(), names.at(prompt)} + row);
    }
    return all;
}

} // namespace

QString promptLetter(int prompt)
{
    const QString letter(QChar(u'A' + prompt % letters));
    return prompt < letters ? letter : letter + QString::number(prompt / letters + 1);
}

QString promptName(const CandidateRecord& record)
{
    return QStringLiteral("%1:%2").arg(record.run).arg(text(record.candidate.step));
}

QString promptTitle(const CandidateRecord& record)
{
    return displayLine(record.candidate.step.slot > 0 ? stepTitle(record.candidate.step)
                                                      : candidateTitle(record.candidate));
}

QString standingGlyph(Standing standing)
{
    switch (standing) {
    case Standing::Win: return QStringLiteral("▲");
    case Standing::Loss: return QStringLiteral("▼");
    case Standing::Tie: return QStringLiteral("=");
    case Standing::NotCompared: break;
    }
    return QStringLiteral("–");
}

QString standingText(Standing standing)
{
    switch (standing) {
    case Standing::Win: return CompareWords::tr("win");
    case Standing::Loss: return CompareWords::tr("loss");
    case Standing::Tie: return CompareWords::tr("tie");
    case Standing::NotCompared: break;
    }
    return CompareWords::tr("not compared", "an example that not both have answered");
}

Tone toneOf(Standing standing)
{
    switch (standing) {
    case Standing::Win: return Tone::Accent;
    case Standing::Loss: return Tone::Bad;
    case Standing::Tie:
    case Standing::NotCompared: break;
    }
    return Tone::Quiet;
}

QString standingSummary(const QList<TaskComparison>& tasks)
{
    PairedCounts sum;
    for (const TaskComparison& task : tasks) {
        sum.fixed += task.counts.fixed;
        sum.broken += task.counts.broken;
        sum.bothRight += task.counts.bothRight;
        sum.bothWrong += task.counts.bothWrong;
    }
    if (sum.n() == 0)
        return CompareWords::tr("nothing to compare on this split");
    return QStringLiteral("▲ %1  ▼ %2  = %3")
        .arg(countText(sum.fixed), countText(sum.broken), countText(sum.bothRight + sum.bothWrong));
}

QString showText(OutcomeFilter::Show show)
{
    switch (show) {
    case OutcomeFilter::Show::All: return CompareWords::tr("All");
    case OutcomeFilter::Show::Different: return CompareWords::tr("Different");
    case OutcomeFilter::Show::Wins: return CompareWords::tr("▲ Wins");
    case OutcomeFilter::Show::Losses: return CompareWords::tr("▼ Losses");
    case OutcomeFilter::Show::Ties: return CompareWords::tr("= Ties");
    }
    return {};
}

Table tasksTable(const PromptComparison& comparison, const QStringList& names)
{
    return joined(names, [&](int prompt) { return comparisonTable(comparison.comparisons.at(prompt)); });
}

Table domainsTable(const PromptComparison& comparison, const QStringList& names)
{
    return joined(names, [&](int prompt) { return groupTable(compareGroups(comparison.comparisons.at(prompt))); });
}

} // namespace metaspo
