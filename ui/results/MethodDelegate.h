#pragma once

#include <QStyledItemDelegate>

namespace metaspo {

/// A score over its interval and count: two lines at the trailing edge, the best in bold, a missing one a quiet dash.
class MethodDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace metaspo
