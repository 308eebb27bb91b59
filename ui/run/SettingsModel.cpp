#include "ui/run/SettingsModel.h"

#include "ui/kit/PlainText.h"
#include "ui/kit/ShownTable.h"
#include "ui/run/RunWords.h"

#include <QCoreApplication>
#include <QFont>
#include <QLocale>

namespace metaspo {

namespace {

struct SettingsModelWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::SettingsModel)
};

QString number(int count)
{
    return QLocale().toString(count);
}

QString real(double value)
{
    return QLocale().toString(value);
}

QString list(const QStringList& names)
{
    return names.isEmpty() ? SettingsModelWords::tr("none") : names.join(QStringLiteral(", "));
}

} // namespace

QList<SettingRow> settingRows(const RunFacts& facts)
{
    const RunSettings& settings = facts.settings;
    return {
        {SettingsModelWords::tr("Method"), methodText(settings.method)},
        {SettingsModelWords::tr("Preset"), presetText(settings.preset)},
        {SettingsModelWords::tr("Scope"), scopeText(settings.scope)},
        {SettingsModelWords::tr("Base model"), facts.baseModel},
        {SettingsModelWords::tr("Optimizer model"), facts.optimizerModel},
        {SettingsModelWords::tr("Changed optimizer templates"), list(facts.changedTemplates)},
        {SettingsModelWords::tr("Source tasks"), list(settings.sources)},
        {SettingsModelWords::tr("System prompt to start from"), settings.initialSystemPrompt},
        {SettingsModelWords::tr("Iterations (N)"), number(settings.iterations)},
        {SettingsModelWords::tr("System candidates (M)"), number(settings.systemCandidates)},
        {SettingsModelWords::tr("User candidates (m)"), number(settings.userCandidates)},
        {SettingsModelWords::tr("User prompts kept (k)"), number(settings.kept)},
        {SettingsModelWords::tr("Failures per user analysis"), number(settings.userFailures)},
        {SettingsModelWords::tr("Failures per task in a system analysis"), number(settings.systemFailures)},
        {SettingsModelWords::tr("Train examples"), number(settings.train)},
        {SettingsModelWords::tr("Validation examples"),
         settings.validation == 0 ? SettingsModelWords::tr("none: selection on train") : number(settings.validation)},
        {SettingsModelWords::tr("Test examples"), number(settings.test)},
        {SettingsModelWords::tr("Seed"), QString::number(settings.seed)},
        {SettingsModelWords::tr("Scoring"), pruningText(settings.pruning)},
        {SettingsModelWords::tr("Final test"), settings.finalTest == FinalTest::WholeBeams
                                                   ? SettingsModelWords::tr("all kept prompts")
                                                   : SettingsModelWords::tr("initial and final pair")},
        {SettingsModelWords::tr("Form of proposals"), settings.proposalForm == ProposalForm::Schema
                                                          ? SettingsModelWords::tr("JSON by a schema")
                                                          : SettingsModelWords::tr("tags")},
        {SettingsModelWords::tr("Attempts for a proposal"), number(settings.proposalAttempts)},
        {SettingsModelWords::tr("Longest prompt, in characters"), number(settings.longestPromptCharacters)},
        {SettingsModelWords::tr("Failures shown, in characters"), number(settings.longestFailureCharacters)},
        {SettingsModelWords::tr("Protected passages"), list(settings.protectedPassages)},
        {SettingsModelWords::tr("Temperature of the base model"), real(settings.baseTemperature)},
        {SettingsModelWords::tr("Temperature of the optimizer"), real(settings.optimizerTemperature)},
        {SettingsModelWords::tr("Output limit of the base model, in tokens"), number(settings.baseOutputTokens)},
        {SettingsModelWords::tr("Output limit of the optimizer, in tokens"), number(settings.optimizerOutputTokens)}};
}

SettingsModel::SettingsModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void SettingsModel::show(const RunFacts& facts, const std::optional<RunFacts>& origin, Shows shows)
{
    const QList<SettingRow> now = settingRows(facts);
    const QList<SettingRow> before = origin ? settingRows(*origin) : QList<SettingRow>();
    QList<Row> rows;
    for (qsizetype place = 0; place < now.size(); ++place) {
        const bool isDifferent = origin && before.at(place).value != now.at(place).value;
        if (isDifferent || shows == Shows::Everything)
            rows.append({now.at(place), isDifferent ? std::optional(before.at(place).value) : std::nullopt});
    }
    if (rows == m_rows && m_hasOrigin == origin.has_value())
        return;
    beginResetModel();
    m_rows = rows;
    m_hasOrigin = origin.has_value();
    endResetModel();
}

void SettingsModel::setOriginTitle(const QString& title)
{
    m_originTitle = title;
    if (m_hasOrigin)
        Q_EMIT headerDataChanged(Qt::Horizontal, OriginColumn, OriginColumn);
}

int SettingsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SettingsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_hasOrigin ? columns : OriginColumn;
}

QVariant SettingsModel::data(const QModelIndex& index, int role) const
{
    const Row& row = m_rows.at(index.row());
    if (role == Qt::FontRole && row.origin) { // what differs is bold, not only named in another column
        QFont font;
        font.setBold(true);
        return font;
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != exactTextRole)
        return {};
    const QString shown = index.column() == TitleColumn   ? row.now.title
                          : index.column() == ValueColumn ? row.now.value
                                                          : row.origin.value_or(SettingsModelWords::tr("the same"));
    if (role == exactTextRole)
        return shown;
    return role == Qt::ToolTipRole ? displayToolTip(shown) : displayLine(shown);
}

QVariant SettingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TitleColumn: return tr("Setting");
    case ValueColumn: return tr("This run");
    case OriginColumn: return displayLine(m_originTitle);
    default: return {};
    }
}

} // namespace metaspo
