#include "core/tasks/presets/ImportPreset.h"

namespace metaspo {

namespace {

/// Statements of politicians with their context, as LIAR comes with ProTeGi: text and label, 1 for a lie.
class Liar : public ImportPreset
{
public:
    QString name() const override { return QStringLiteral("liar"); }
    QStringList columns() const override { return {QStringLiteral("text"), QStringLiteral("label")}; }

    bool recognises(const QList<Record>& head) const override
    {
        return std::all_of(head.begin(), head.end(), [this](const Record& record) {
            const QString text = record.text(QStringLiteral("text"));
            return record.hasAll(columns()) && text.startsWith(u"Statement:") &&
                   text.contains(u"\nJob title:") && text.contains(u"\nParty:") &&
                   !answerOf(record).isEmpty();
        });
    }

    tl::expected<SourceRow, RowFault> row(const Record& record) const override
    {
        const QString answer = answerOf(record);
        if (answer.isEmpty())
            return rowFault(QStringLiteral("the field \"label\" is \"%1\", neither 0 nor 1")
                                .arg(record.text(QStringLiteral("label"))));
        return SourceRow{record.text(QStringLiteral("text")), {answer}, {}, {}};
    }

    void complete(Task& task) const override
    {
        task.domain = QStringLiteral("Safety");
        task.userPrompt = QStringLiteral("Is this statement a lie?\n\n"
                                         "{question}\n\n"
                                         "Write yes or no inside <answer></answer> tags.");
        task.format =
            yesNoFormat({QStringLiteral("lie"), QStringLiteral("a lie")}, {QStringLiteral("not a lie")});
        task.metric.kind = MetricKind::MacroF1;
        task.origin = QStringLiteral("LIAR, as shipped with ProTeGi");
        task.licence = QStringLiteral("research use");
    }

private:
    static QString answerOf(const Record& record)
    {
        const QString label = record.text(QStringLiteral("label"));
        if (label == u"1")
            return QStringLiteral("yes");
        return label == u"0" ? QStringLiteral("no") : QString();
    }
};

} // namespace

std::unique_ptr<ImportPreset> liarPreset()
{
    return std::make_unique<Liar>();
}

} // namespace metaspo
