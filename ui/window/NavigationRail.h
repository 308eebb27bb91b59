#pragma once

#include <QWidget>

class QButtonGroup;
class QVBoxLayout;

namespace metaspo {

/// The pages of the window, one button each, at its left edge.
class NavigationRail : public QWidget
{
    Q_OBJECT

public:
    explicit NavigationRail(QWidget* parent = nullptr);

    void add(const QString& title, const QString& iconName, const QString& objectName);
    void setCurrent(int index);

Q_SIGNALS:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QButtonGroup* m_group;
    QVBoxLayout* m_column;
};

} // namespace metaspo
