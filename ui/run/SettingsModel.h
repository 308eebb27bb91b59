#pragma once

#include "core/domain/RunSettings.h"

#include <QAbstractTableModel>

namespace metaspo {

/// One setting of a run in words.
struct SettingRow
{
    QString title;
    QString value;
    bool operator==(const SettingRow&) const = default;
};

/// All that decides what a run does, in the order of the form. What is not in RunSettings is handed over.
struct RunFacts
{
    RunSettings settings;
    QString baseModel;
    QString optimizerModel;
    QStringList changedTemplates; ///< optimizer templates that are not the program's own, with their versions
    bool operator==(const RunFacts&) const = default;
};
QList<SettingRow> settingRows(const RunFacts& facts);

/// The settings of a run, beside those of the run it was forked from where there is one; all of them, or only what
/// differs.
class SettingsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TitleColumn, ValueColumn, OriginColumn, columns };
    enum class Shows { Everything, Differences };

    explicit SettingsModel(QObject* parent = nullptr);

    void show(const RunFacts& facts, const std::optional<RunFacts>& origin, Shows shows);
    /// The head of the column of the run it is compared with.
    void setOriginTitle(const QString& title);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        SettingRow now;
        std::optional<QString> origin; ///< absent: the same
        bool operator==(const Row&) const = default;
    };
    QList<Row> m_rows;
    QString m_originTitle;
    bool m_hasOrigin = false;
};

} // namespace metaspo
