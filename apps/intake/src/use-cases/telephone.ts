export { telephoneOf } from '../domain/telephone.js';
