//! Small symmetric systems.

/// The inverse of a symmetric positive definite matrix, by Cholesky; `None` where it is not one.
pub(super) fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    let mut lower = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            let rest = matrix[i][j] - dot;
            if i == j {
                if !(rest > 0.0 && rest.is_finite()) {
                    return None;
                }
                lower[i][i] = rest.sqrt();
            } else {
                lower[i][j] = rest / lower[j][j];
            }
        }
    }
    let mut columns = vec![vec![0.0; n]; n];
    for (unit, column) in columns.iter_mut().enumerate() {
        for i in 0..n {
            let dot: f64 = (0..i).map(|k| lower[i][k] * column[k]).sum();
            column[i] = (f64::from(u8::from(i == unit)) - dot) / lower[i][i];
        }
        for i in (0..n).rev() {
            let dot: f64 = (i + 1..n).map(|k| lower[k][i] * column[k]).sum();
            column[i] = (column[i] - dot) / lower[i][i];
        }
    }
    Some(columns)
}

/// A matrix times a vector.
pub(super) fn times(matrix: &[Vec<f64>], vector: &[f64]) -> Vec<f64> {
    matrix.iter().map(|row| dot(row, vector)).collect()
}

/// The sum of products.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_is_that_of_numpy() {
        // numpy 2.4: linalg.inv([[4, 1, 0], [1, 3, .5], [0, .5, 2]])
        let found = inverse(&[vec![4.0, 1.0, 0.0], vec![1.0, 3.0, 0.5], vec![0.0, 0.5, 2.0]]).unwrap();
        let expected = [
            [0.273_809_52, -0.095_238_1, 0.023_809_52],
            [-0.095_238_1, 0.380_952_38, -0.095_238_1],
            [0.023_809_52, -0.095_238_1, 0.523_809_52],
        ];
        for (found, expected) in found.iter().flatten().zip(expected.iter().flatten()) {
            assert!((found - expected).abs() < 1e-7, "{found} {expected}");
        }
        assert_eq!(times(&[vec![1.0, 2.0], vec![0.0, 3.0]], &[4.0, 5.0]), [14.0, 15.0]);
        assert_eq!(inverse(&[vec![1.0, 2.0], vec![2.0, 1.0]]), None);
    }
}
