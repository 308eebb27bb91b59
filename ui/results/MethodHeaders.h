#pragma once

#include <QHeaderView>

namespace metaspo {

/// Tasks under their domains: the domain once over all of its columns, then the task, then its metric.
class TaskHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit TaskHeader(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;

private:
    QString group(int section) const;
    QRect groupRect(int section) const;
    int lineHeight() const;
};

/// Methods, each with a bold first and a quiet second line. Stays where it is when the table is scrolled sideways.
class MethodHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit MethodHeader(QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
};

} // namespace metaspo
