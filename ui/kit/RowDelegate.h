#pragma once

#include <QStyledItemDelegate>

namespace metaspo {

/// What a model gives for a row of two lines, beside Qt::DisplayRole, the first line.
enum RowRole {
    SecondLineRole = Qt::UserRole + 100, ///< smaller, quieter
    TrailingRole,                        ///< a few words at the end of the first line
    IconNameRole,                        ///< of resources/icons
    ToneRole                             ///< a Tone as int, of the icon
};

/// Rows with an icon, a bold first line and a quiet second line. Long lines are elided, or wrapped (then a list view
/// needs `setResizeMode(QListView::Adjust)`).
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum class LongLines { Elided, Wrapped };

    explicit RowDelegate(LongLines longLines, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    LongLines m_longLines;
};

} // namespace metaspo
