#include "core/tasks/presets/ImportPreset.h"

#include "core/tasks/FormatGuess.h"

namespace metaspo {

namespace {

/// One task of BIG-Bench Hard: an array of input and target. The targets tell the answer format.
class BigBenchHard : public ImportPreset
{
public:
    QString name() const override { return QStringLiteral("big-bench-hard"); }
    QStringList columns() const override { return {QStringLiteral("input"), QStringLiteral("target")}; }

    bool recognises(const QList<Record>& head) const override
    {
        return std::all_of(head.begin(), head.end(), [this](const Record& record) {
            return record.section() == u"examples" && record.hasAll(columns());
        });
    }

    tl::expected<SourceRow, RowFault> row(const Record& record) const override
    {
        return SourceRow{record.text(QStringLiteral("input")), record.list(QStringLiteral("target")), {}, {}};
    }

    void complete(Task& task) const override
    {
        task.domain = QStringLiteral("Reasoning");
        task.format = guessFormat(task.examples);
        canonicaliseAnswers(task);
        task.userPrompt =
            QStringLiteral("Solve this problem.\n\n{question}\n\n") + answerRequest(task.format);
        task.metric.kind = guessMetric(task.format);
        task.origin = QStringLiteral("BIG-Bench Hard");
        task.licence = QStringLiteral("MIT");
    }
};

} // namespace

std::unique_ptr<ImportPreset> bigBenchHardPreset()
{
    return std::make_unique<BigBenchHard>();
}

} // namespace metaspo
